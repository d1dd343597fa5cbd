/**
 * Serbian Latin to Cyrillic, for display only. Left alone: `{name}` placeholders, addresses, codes, words with letters
 * that Serbian does not have (ë, ç, w, q, x, y), and names that are written in Latin in Serbian Cyrillic too.
 */
const pairs: Record<string, string> = {
  dž: 'џ', lj: 'љ', nj: 'њ', a: 'а', b: 'б', c: 'ц', č: 'ч', ć: 'ћ', d: 'д', đ: 'ђ', e: 'е', f: 'ф', g: 'г', h: 'х', i: 'и', j: 'ј',
  k: 'к', l: 'л', m: 'м', n: 'н', o: 'о', p: 'п', r: 'р', s: 'с', š: 'ш', t: 'т', u: 'у', v: 'в', z: 'з', ž: 'ж'
};

/** Two letters that are two sounds, because a prefix or the first half of a compound ends between them. */
const seams = [/\b(nad|od|pod|pred)(?=ž(?:iv|njet|al|up|el|or))/giu, /\b(in|kon|van)(?=j(?:ek|unk|ug|ezi))/giu, /\b(tan)(?=jug)/giu];

const latin = [
  'Kosovo Action Plan 2023-2025 (December)', 'Initiative for Open and Good Governance', 'Open Data Kosovo', 'Open Government Partnership', 'Open Government', 'Lëvizja FOL', 'CiviKos', 'BIRN', 'Hapur', 'Creative Commons', 'JavaScript',
  'OpenAPI', 'TypeScript', 'Markdown', 'GitHub', 'WCAG', 'ETag', 'SHA-256', 'JSON', 'HTML', 'HTTP', 'IP', 'CSV', 'PDF', 'API', 'CC BY', 'CC0', 'MIT', 'UTF-8',
  'Apache', 'SQLite', 'PostgreSQL', 'axe', 'Chromium', 'VoiceOver', 'Matra', 'E-Komuna', 'ALTCHA', 'curl', 'null', 'URL'
];
const names = latin.map((name) => name.replace(/[()]/g, '\\$&')).join('|');
const kept = new RegExp(
  [
    '\\{[^}]*\\}',
    'https?:\\S+',
    '\\S+@\\S+\\.\\S+',
    '/(?:api|health|sq|sr|en|_app)[\\w/.?=&:-]*',
    '\\b[\\w-]+(?:\\.[\\w-]+)*\\.(?:org|com|net|md|pdf|json|csv|rs)\\b',
    'HPR-\\S*',
    '\\b[A-Z]{2,}\\d[\\w-]*',
    '\\b\\d+/L-\\d+',
    `(?<![\\p{L}])(?:${names})(?![\\p{L}])`,
    '\\p{L}*[ëçwqxy]\\p{L}*',
    '\\p{L}+_[\\p{L}_]+',
    '(?<![\\p{L}])[IVXLC]{2,}(?![\\p{L}])'
  ].join('|'),
  'gu'
);

function convert(text: string): string {
  const split = seams.reduce((s, seam) => s.replace(seam, '$&\u200b'), text);
  const letters = split.replace(/dž|lj|nj|\p{L}/giu, (x) => {
    const to = pairs[x.toLowerCase()];
    return to === undefined ? x : x[0] === x[0]!.toLowerCase() ? to : to.toUpperCase();
  });
  return letters.replaceAll('\u200b', '');
}

export function toCyrillic(text: string): string {
  let out = '';
  let last = 0;
  for (const m of text.matchAll(kept)) {
    out += convert(text.slice(last, m.index)) + m[0];
    last = m.index + m[0].length;
  }
  return out + convert(text.slice(last));
}
