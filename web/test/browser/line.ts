/** A line between the browser and the server that can be slow, and can break. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** In a slow line, how many bytes pass, and after how many milliseconds the next may: enough for the server not to give up on it. */
const PIECE = 64 * 1024;
const REST = 100;

export class Line {
  base = '';
  slow = false;
  #broken = false;
  #server!: Server;
  #open = new Set<Socket>();

  static async to(base: string): Promise<Line> {
    const line = new Line();
    const { hostname, port } = new URL(base);
    line.#server = createServer({ highWaterMark: PIECE }, (browser) => line.#join(browser, connect({ host: hostname, port: Number(port) })));
    await new Promise<void>((ready) => line.#server.listen(0, '127.0.0.1', ready));
    line.base = `http://127.0.0.1:${(line.#server.address() as AddressInfo).port}`;
    return line;
  }

  /** All that is under way is lost, and nothing new gets through until it is mended. */
  break(): void {
    this.#broken = true;
    for (const socket of this.#open) socket.destroy();
  }

  mend(): void {
    this.#broken = false;
    this.slow = false;
  }

  async end(): Promise<void> {
    this.break();
    await new Promise((ended) => this.#server.close(ended));
  }

  #join(browser: Socket, server: Socket): void {
    for (const [socket, other] of [[browser, server], [server, browser]] as const) {
      this.#open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => { this.#open.delete(socket); other.destroy(); });
    }
    if (this.#broken) { browser.destroy(); return; }
    server.pipe(browser);
    browser.on('data', (bytes: Buffer) => {
      server.write(bytes);
      if (!this.slow) return;
      browser.pause();
      setTimeout(() => browser.resume(), (REST * bytes.length) / PIECE);
    });
  }
}
