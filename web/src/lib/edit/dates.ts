/** Dates as people type them, as precise as they know them. */
const year = '(19\\d\\d|20\\d\\d|2100)';
const forms: [RegExp, (m: RegExpMatchArray) => (string | undefined)[]][] = [
  [new RegExp(`^${year}$`), (m) => [m[1]]],
  [new RegExp(`^${year}-(\\d\\d?)$`), (m) => [m[1], m[2]]],
  [new RegExp(`^${year}-(\\d\\d?)-(\\d\\d?)$`), (m) => [m[1], m[2], m[3]]],
  [new RegExp(`^(\\d\\d?)[./]\\s*${year}\\.?$`), (m) => [m[2], m[1]]],
  [new RegExp(`^(\\d\\d?)[./]\\s*(\\d\\d?)[./]\\s*${year}\\.?$`), (m) => [m[3], m[2], m[1]]]
];

/** `19.7.2023`, `7.2023`, `2023` and the forms of ISO 8601 as the record writes them; null if it is no date of the calendar. */
export function readDate(typed: string): string | null {
  const text = typed.trim();
  for (const [form, parts] of forms) {
    const found = text.match(form);
    if (found) return written(parts(found).filter((part) => part !== undefined));
  }
  return null;
}

function written(parts: string[]): string | null {
  const iso = parts.map((part) => part.padStart(2, '0')).join('-');
  const full = `${iso}${'-01-01'.slice(0, 10 - iso.length)}`;
  const day = new Date(`${full}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(full) ? iso : null;
}

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Belgrade', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** A moment on the clocks of Kosovo, `2026-11-23T10:00`, as a field of the browser wants it. */
export function localOf(moment: string): string {
  const part = Object.fromEntries(clock.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

/** The moment at which the clocks of Kosovo show this. */
export function momentOf(local: string): string {
  const guess = new Date(`${local}Z`).getTime();
  const off = (at: number) => new Date(`${localOf(new Date(at).toISOString())}Z`).getTime() - at;
  return new Date(guess - off(guess - off(guess))).toISOString();
}
