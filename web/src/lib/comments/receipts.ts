/** Receipts that were given to this browser. They are kept here and nowhere else. */
import { keep, keptJson } from '#lib/keep.ts';

export interface Receipt { id: string; code: string; at: string; subject: { kind: string; id: string } }

const KEY = 'receipts';

export const receipts = (): Receipt[] => keptJson<Receipt[]>(KEY) ?? [];

export function remember(receipt: Receipt): void {
  keep(KEY, JSON.stringify([receipt, ...receipts().filter((r) => r.id !== receipt.id)].slice(0, 50)));
}

export function forget(id: string): void {
  keep(KEY, JSON.stringify(receipts().filter((r) => r.id !== id)));
}

/** The part of the address behind `#`, which is never sent to a server. */
export const fragment = (receipt: Pick<Receipt, 'id' | 'code'>): string => `#${receipt.id}.${receipt.code}`;

export function fromFragment(hash: string): Pick<Receipt, 'id' | 'code'> | null {
  const m = hash.match(/^#([0-9a-f-]{36})\.(HPR-[0-9A-Z]{20})$/);
  return m ? { id: m[1]!, code: m[2]! } : null;
}
