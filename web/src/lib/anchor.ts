/** The id that the part of an address behind `#` names. Where that is no valid encoding it stands for itself, as browsers take it. */
export function anchor(hash: string): string {
  const id = hash.slice(1);
  try { return decodeURIComponent(id); } catch { return id; }
}
