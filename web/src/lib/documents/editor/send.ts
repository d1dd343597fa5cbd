/** One file on its way to the server. With XMLHttpRequest: `fetch` does not tell how much of a body has been sent. Address, body and answer
 *  are held to the contract all the same. */
import type { Schemas } from '#lib/api/client.ts';
import { Failure } from '#lib/api/failure.ts';
import type { paths } from '#lib/api/schema.d.ts';

const address = '/api/v1/documents/{id}/versions' satisfies keyof paths;
type Add = paths[typeof address]['post'];
type Added = Add['responses'][201]['content']['application/json'];
type Part = keyof Add['requestBody']['content']['multipart/form-data'];
type Header = keyof Add['parameters']['header'] | 'Authorization';

export interface Sending {
  id: string; file: File; meta: Schemas['VersionMeta']; headers: Record<Header, string>;
  /** How much of the body has left this device, from 0 to 1. */
  progress: (share: number) => void; signal: AbortSignal;
}

export function send({ id, file, meta, headers, progress, signal }: Sending): Promise<Added> {
  const body = new FormData();
  const put = (part: Part, value: Blob, name?: string) => (name === undefined ? body.append(part, value) : body.append(part, value, name));
  put('meta', new Blob([JSON.stringify(meta)], { type: 'application/json' }));
  put('file', file, file.name);
  return new Promise((done, refuse) => {
    const request = new XMLHttpRequest();
    request.open('POST', address.replace('{id}', encodeURIComponent(id)));
    request.responseType = 'json';
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => { if (event.lengthComputable) progress(event.loaded / event.total); };
    request.onload = () => (request.status === 201 ? done(request.response as Added) : refuse(failed(request)));
    request.onerror = () => refuse(Failure.unreachable(new TypeError('the line broke')));
    request.onabort = () => refuse(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}

function failed(request: XMLHttpRequest): Failure {
  const wait = request.getResponseHeader('retry-after');
  return Failure.from(new Response(null, { status: request.status, headers: wait ? { 'retry-after': wait } : {} }), request.response);
}
