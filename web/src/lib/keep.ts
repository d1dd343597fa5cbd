/** Storage can be full, forbidden or absent: what is kept there is a convenience, never a condition. Says whether it was kept. */
export function keep(key: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch { return false; }
}

export function kept(key: string): string | null {
  try { return localStorage.getItem(key); } catch { return null; }
}

export function keptJson<T>(key: string): T | null {
  try { return JSON.parse(kept(key) ?? 'null') as T | null; } catch { return null; }
}
