/** ALTCHA proof of work: the counter whose derived key begins as asked. Runs in a worker, or in the page where there is none. */
import type { components } from '../api/schema.d.ts';

export type Challenge = components['schemas']['Challenge'];

/** So many tries at once: the browser spreads them over its own threads. */
const BATCH = 4;

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (two) => parseInt(two, 16));
const hex = (buffer: ArrayBuffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');

async function derive({ parameters: p }: Challenge, counter: number): Promise<string> {
  const password = new Uint8Array([...bytes(p.nonce), 0, 0, 0, 0]);
  new DataView(password.buffer).setUint32(password.length - 4, counter);
  const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
  return hex(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: bytes(p.salt), iterations: p.cost }, key, p.keyLength * 8));
}

/** The solution as it is sent: JSON in base64. */
export async function solve(challenge: Challenge): Promise<string> {
  for (let first = 0; ; first += BATCH) {
    const keys = await Promise.all(Array.from({ length: BATCH }, (_, i) => derive(challenge, first + i)));
    const hit = keys.findIndex((key) => key.startsWith(challenge.parameters.keyPrefix));
    if (hit >= 0) return btoa(JSON.stringify({ challenge, solution: { counter: first + hit, derivedKey: keys[hit] } }));
  }
}
