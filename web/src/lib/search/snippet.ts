/** A snippet of the search: `&`, `<`, `>` and `"` are escaped, hits stand between `<mark>` and `</mark>`, and there is no other markup. */
export interface Piece { text: string; hit: boolean }

const signs: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#34;': '"', '&#39;': "'", '&amp;': '&' };
const plain = (html: string) => html.replace(/&(?:lt|gt|quot|amp|#34|#39);/g, (sign) => signs[sign]!);

/** Its pieces as text: whatever else the server might send is shown as text and never becomes markup. */
export const pieces = (snippet: string): Piece[] =>
  snippet.split(/(<mark>.*?<\/mark>)/s).filter(Boolean).map((part) => {
    const hit = part.startsWith('<mark>') && part.endsWith('</mark>');
    return { text: plain(hit ? part.slice(6, -7) : part), hit };
  });
