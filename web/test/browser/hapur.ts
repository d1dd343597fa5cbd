/** The real binary with the real content, and a browser in front of it. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const binary = resolve(process.env.HAPUR_BINARY ?? '../target/debug/hapur');
const build = resolve('build');
/** `HAPUR_FRONT=caddy`: the same tests through the proxy that stands in front in earnest. */
const front = process.env.HAPUR_FRONT;
const password = 'a long enough password';
const moderator = { email: 'moderator@example.org', password };
const second = { email: 'second@example.org', password };
const editor = { email: 'editor@example.org', password };
const admin = { email: 'admin@example.org', password };

/** `challenge`: whether comments need a solved challenge, as they do in earnest. */
interface Start { challenge?: 'on' | 'off' }

const freePort = () =>
  new Promise<number>((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => found(port));
    });
  });

/** What Chromium says of a page whose script comes late, as on a busy machine: a remark on speed, no mistake. */
const lateRemark = /was preloaded using link preload but not used within a few seconds/;

/** In the page: its title is there, nothing is awaited any more, and the app runs (it knows the number of the newest entry). */
const isAtRest = () => document.querySelector('h1') && !document.querySelector('[aria-busy=true]') && /\d/.test(document.querySelector('.proof b')?.textContent ?? '');

export class Hapur {
  base = '';
  browser!: Browser;
  #server!: ChildProcess;
  #front?: ChildProcess;
  #data = mkdtempSync(join(tmpdir(), 'hapur-web-'));
  #env: NodeJS.ProcessEnv = {};

  static async start({ challenge = 'off' }: Start = {}): Promise<Hapur> {
    const hapur = new Hapur();
    const port = await freePort();
    hapur.base = `http://127.0.0.1:${port}`;
    if (front === 'caddy') hapur.base = `http://127.0.0.1:${await hapur.#caddy(port)}`;
    hapur.#env = { ...process.env, HAPUR_BIND: `127.0.0.1:${port}`, HAPUR_DATA_DIR: hapur.#data, HAPUR_WEB_DIR: build, HAPUR_PUBLIC_URL: hapur.base, HAPUR_LOG: 'error', HAPUR_LIMITS: 'off', HAPUR_CHALLENGE: challenge };
    await hapur.resume();
    hapur.#makeAccounts();
    hapur.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
    return hapur;
  }

  /** Debian's Caddy in front, with the configuration that the containers have. */
  async #caddy(apiPort: number): Promise<number> {
    const port = await freePort();
    const env = { ...process.env, HOME: this.#data, HAPUR_DOMAIN: `http://127.0.0.1:${port}`, HAPUR_WEB_DIR: build, HAPUR_API_HOST: '127.0.0.1', HAPUR_API_PORT: String(apiPort), CADDY_ADMIN: `unix//${join(this.#data, 'caddy.sock')}` };
    this.#front = spawn('caddy', ['run', '--config', 'Caddyfile', '--adapter', 'caddyfile'], { env, stdio: ['ignore', 'ignore', 'ignore'] });
    this.#front.on('error', () => { throw new Error('there is no caddy: apt-get install caddy'); });
    return port;
  }

  async stop(): Promise<void> {
    await this.browser?.close();
    this.#front?.kill('SIGTERM');
    this.#server?.kill('SIGTERM');
    rmSync(this.#data, { recursive: true, force: true });
  }

  /** The server is gone; `resume` brings it back, with the same data at the same address. */
  async halt(): Promise<void> {
    const gone = new Promise((exit) => this.#server.once('exit', exit));
    this.#server.kill('SIGKILL');
    await gone;
  }

  async resume(): Promise<void> {
    this.#server = spawn(binary, ['serve'], { env: this.#env, stdio: ['ignore', 'ignore', 'inherit'] });
    for (let tries = 0; !(await fetch(`${this.base}/health/ready`).then((r) => r.ok, () => false)); tries += 1) {
      if (tries > 300 || this.#server.exitCode !== null) throw new Error(`${binary} does not start`);
      await new Promise((again) => setTimeout(again, 100));
    }
  }

  #makeAccounts(): void {
    for (const [{ email }, ...more] of [[moderator, '--role', 'moderator'], [second, '--role', 'moderator'], [editor, '--role', 'editor', '--organization', 'mlga'], [admin, '--role', 'admin']] as const) {
      const made = spawnSync(binary, ['admin', 'create', '--email', email, ...more], { env: this.#env, input: `${password}\n` });
      if (made.status !== 0) throw new Error(String(made.stderr));
    }
  }

  /** A page, and everything that went wrong in it: console errors, refused policies, requests to other hosts. */
  async open(path: string, options: BrowserContextOptions = {}, base = this.base): Promise<{ page: Page; wrong: string[] }> {
    const context = await this.browser.newContext({ viewport: { width: 390, height: 800 }, ...options });
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('console', (m) => { if ((m.type() === 'error' || m.type() === 'warning') && !lateRemark.test(m.text())) wrong.push(m.text()); });
    page.on('pageerror', (e) => wrong.push(String(e)));
    page.on('request', (r) => { if (!/^(data|blob):/.test(r.url()) && !r.url().startsWith(base)) wrong.push(`asks another host: ${r.url()}`); });
    await page.addInitScript(() => {
      (globalThis as unknown as { moved: number }).moved = 0;
      new PerformanceObserver((list) => {
        for (const e of list.getEntries() as unknown as { hadRecentInput: boolean; value: number }[])
          if (!e.hadRecentInput) (globalThis as unknown as { moved: number }).moved += e.value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    page.setDefaultTimeout(60_000);
    await page.goto(base + path);
    if (options.javaScriptEnabled !== false) await page.waitForFunction(isAtRest).catch(() => wrong.push('the page never came to rest'));
    return { page, wrong };
  }

  /** The same, signed in. */
  async openAs(who: typeof moderator, path: string, options: BrowserContextOptions = {}, base = this.base): ReturnType<Hapur['open']> {
    const opened = await this.open(path, options, base);
    await opened.page.locator('#email').fill(who.email);
    await opened.page.locator('#password').fill(who.password);
    await opened.page.keyboard.press('Enter');
    await opened.page.locator('#email').waitFor({ state: 'detached' });
    await opened.page.waitForFunction(isAtRest).catch(() => opened.wrong.push('the page never came to rest'));
    return opened;
  }

  /** Loads the page anew, and waits until it is there again. (An idle network says nothing of a script that still has to run.) */
  async reload(page: Page): Promise<void> {
    await page.reload();
    await page.waitForFunction(isAtRest);
  }

  async #token(who: typeof moderator): Promise<string> {
    const login = await fetch(`${this.base}/api/v1/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(who) });
    return ((await login.json()) as { access_token: string }).access_token;
  }

  async #as(who: typeof moderator, path: string, init: RequestInit = {}): Promise<Response> {
    return this.#with(await this.#token(who), path, init);
  }

  #with(token: string, path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.base + path, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' } });
  }

  /** The id of somebody's account. */
  async idOf(who: typeof moderator): Promise<string> {
    const found = (await (await this.#as(admin, `/api/v1/accounts?q=${encodeURIComponent(who.email)}`)).json()) as { items: { id: string }[] };
    return found.items[0]!.id;
  }

  /** Ends all sessions of somebody, from another device. */
  async endSessions(who: typeof moderator): Promise<void> {
    const answer = await this.#as(who, '/api/v1/auth/sessions', { method: 'DELETE' });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** Decides on a comment the way a moderator's program would. */
  async decide(id: string, verdict: object, who = moderator): Promise<void> {
    const { comment } = (await (await this.#as(who, `/api/v1/moderation/comments/${id}`)).json()) as { comment: { revision: number } };
    const { revision } = comment;
    const answer = await this.#as(who, `/api/v1/moderation/comments/${id}/decision`, { method: 'POST', headers: { 'if-match': `"${revision}"` }, body: JSON.stringify(verdict) });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** Answers a comment in the name of the editor's organization. */
  async answer(id: string, outcome: string, reason: { sq: string; sr: string; en: string | null }): Promise<void> {
    const answer = await this.#as(editor, `/api/v1/comments/${id}/responses`, { method: 'POST', body: JSON.stringify({ outcome, reason }) });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** Hands in a comment by program. */
  async handIn(subject: { kind: string; id: string }, body: string, more: object = {}): Promise<{ id: string; receipt: string }> {
    const answer = await fetch(`${this.base}/api/v1/comments`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ subject, language: 'en', body, ...more }) });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as { id: string; receipt: string };
  }

  /** Hands in a comment and publishes it. */
  async say(...comment: Parameters<Hapur['handIn']>): Promise<{ id: string; receipt: string }> {
    const received = await this.handIn(...comment);
    await this.decide(received.id, { outcome: 'publish' });
    return received;
  }

  /** Appeals against the decision on a comment, as its author. */
  async appeal(comment: { id: string; receipt: string }, text: string): Promise<void> {
    const answer = await fetch(`${this.base}/api/v1/comments/${comment.id}/appeals`, { method: 'POST', headers: { 'content-type': 'application/json', 'hapur-receipt': comment.receipt }, body: JSON.stringify({ text }) });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** Hands in and publishes many comments on one thing, some of them replies: a thread as it may grow. */
  async sayMany(subject: { kind: string; id: string }, count: number): Promise<void> {
    const token = await this.#token(moderator);
    let before: string | undefined;
    for (let n = 0; n < count; n += 1) {
      const reply = before && n % 4 === 3 ? { parent: before } : {};
      const { id } = await this.handIn(subject, `Comment number ${n + 1}. `.concat('What was promised here, by whom, and until when? '.repeat(1 + (n % 5))), reply);
      const made = await this.#with(token, `/api/v1/moderation/comments/${id}/decision`, { method: 'POST', headers: { 'if-match': '"1"' }, body: JSON.stringify({ outcome: 'publish' }) });
      if (!made.ok) throw new Error(await made.text());
      if (!('parent' in reply)) before = id;
    }
  }

  /** The state of a comment, as its author sees it. */
  async stateOf(comment: { id: string; receipt: string }): Promise<string> {
    const answer = await fetch(`${this.base}/api/v1/comments/${comment.id}`, { headers: { 'hapur-receipt': comment.receipt } });
    return ((await answer.json()) as { state: string }).state;
  }
}

export const moderatorAccount = moderator;
export const secondAccount = second;
export const editorAccount = editor;
export const adminAccount = admin;
