/** Node's `Request` takes only whole addresses; the API's client, made for browsers, has none. */
import { vi } from 'vitest';

export const host = 'http://hapur.example';

export function takeOwnAddresses(): void {
  const Whole = globalThis.Request;
  vi.stubGlobal('Request', class extends Whole {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === 'string' ? new URL(input, host) : input, init);
    }
  });
}
