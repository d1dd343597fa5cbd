// Hands in a comment: gets a challenge, solves it while the text would be written, sends both.
//   node comment.js http://127.0.0.1:8080 document:about 'Kur botohet plani i ri?'
// `solve` runs in any browser as it stands; put it into a worker there, so that the page stays quick.
import { argv } from 'node:process';
import type { components } from './schema';

type Challenge = components['schemas']['Challenge'];
type Received = components['schemas']['Received'];
type Problem = components['schemas']['Problem'];

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (two) => parseInt(two, 16));
const hex = (buffer: ArrayBuffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');

export async function solve(challenge: Challenge): Promise<string> {
	const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters;
	const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0]);
	for (let counter = 0; ; counter++) {
		new DataView(password.buffer).setUint32(password.length - 4, counter);
		const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
		const how = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations: cost };
		const derivedKey = hex(await crypto.subtle.deriveBits(how, key, keyLength * 8));
		if (derivedKey.startsWith(keyPrefix)) return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
	}
}

const [, , url, subject = '', body] = argv;
const [kind, id] = subject.split(':');
const challenge = (await (await fetch(new URL('/api/v1/comments/challenge', url))).json()) as Challenge;
const { issued_at, fill_seconds } = challenge.parameters.data;
const solution = await solve(challenge);
const early = Date.parse(issued_at) + fill_seconds * 1000 - Date.now();
await new Promise((written) => setTimeout(written, early + 100));

const answer = await fetch(new URL('/api/v1/comments', url), {
	method: 'POST',
	headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
	body: JSON.stringify({ subject: { kind, id }, language: 'sq', body, challenge: solution }),
});
if (!answer.ok) {
	const { code, detail, title } = (await answer.json()) as Problem;
	throw new Error(`${answer.status} ${code}: ${detail ?? title}`);
}
const { id: comment, receipt } = (await answer.json()) as Received;
console.log(comment, receipt);
