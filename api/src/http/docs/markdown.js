// The little of CommonMark that descriptions use: paragraphs, lists, code blocks, `code`, **strong**, *emphasis*, [links](…).
import { element, code } from './element.js';

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

export function inline(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    parts.push(text.slice(end, found.index));
    end = found.index + found[0].length;
    const [, mono, strong, emphasis, label, address] = found;
    if (mono) parts.push(code(mono));
    else if (strong) parts.push(element('strong', {}, strong));
    else if (emphasis) parts.push(element('em', {}, emphasis));
    else parts.push(/^(https?:\/\/|[/#])/.test(address) ? element('a', { href: address }, label) : label);
  }
  return [...parts, text.slice(end)];
}

function block(text) {
  const lines = text.split('\n');
  if (text.startsWith('```')) return element('pre', { tabindex: 0 }, code(lines.slice(1).filter((line) => line !== '```').join('\n')));
  const heading = /^#+ (.*)$/.exec(text);
  if (heading) return element('h3', {}, inline(heading[1]));
  if (lines.every((line) => /^([-*] | {2})/.test(line))) {
    const items = text.split(/^[-*] /m).filter(Boolean);
    return element('ul', {}, items.map((item) => element('li', {}, inline(item.trim()))));
  }
  return element('p', {}, inline(lines.join(' ')));
}

/** The elements of a description. Blocks are parted by blank lines; a list may also follow its sentence directly. */
export function markdown(text) {
  const parted = (text ?? '').trim().replace(/^(?![-*] | {2})(.+)\n(?=[-*] )/gm, '$1\n\n');
  return parted.split(/\n{2,}/).filter(Boolean).map(block);
}
