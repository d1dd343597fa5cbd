/** What changed between two readings of a thing, and what happens when two people changed it. Pure. */
type Tree = Record<string, unknown>;
const isTree = (x: unknown): x is Tree => typeof x === 'object' && x !== null && !Array.isArray(x);
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The merge patch (RFC 7396) that makes `now` of `base`; lists are replaced whole. */
export function patchOf(base: object, now: object): Tree {
  const [from, to] = [base as Tree, now as Tree];
  const changed = Object.keys(to).filter((name) => !same(from[name], to[name]));
  return Object.fromEntries(changed.map((name) => [name, isTree(from[name]) && isTree(to[name]) ? patchOf(from[name], to[name]) : to[name]]));
}

/** A place that two people changed differently, as a JSON pointer. */
export interface Clash { pointer: string; mine: unknown; theirs: unknown; chosen?: 'mine' | 'theirs' }
export interface Meeting<F> { merged: F; clashes: Clash[]; taken: string[] }

/** Joins my changes with theirs, place by place. Where both changed the same place, mine stands until somebody chooses. */
export function meet<F extends object>(base: F, mine: F, theirs: F): Meeting<F> {
  const meeting: Meeting<F> = { merged: structuredClone(mine), clashes: [], taken: [] };
  join(base as Tree, mine as Tree, theirs as Tree, meeting.merged as Tree, '', meeting);
  return meeting;
}

function join(base: Tree, mine: Tree, theirs: Tree, merged: Tree, at: string, meeting: Meeting<object>): void {
  for (const name of Object.keys(theirs)) {
    const pointer = `${at}/${name}`;
    const [was, my, their] = [base[name], mine[name], theirs[name]];
    if (same(my, their) || same(was, their)) continue;
    if (isTree(was) && isTree(my) && isTree(their)) join(was, my, their, merged[name] as Tree, pointer, meeting);
    else if (same(was, my)) { merged[name] = structuredClone(their); meeting.taken.push(pointer); }
    else meeting.clashes.push({ pointer, mine: my, theirs: their });
  }
}

/** Writes a value to its place. */
export function put(fields: object, pointer: string, value: unknown): void {
  const steps = pointer.split('/').slice(1);
  const last = steps.pop()!;
  const holder = steps.reduce<Tree>((tree, step) => tree[step] as Tree, fields as Tree);
  holder[last] = value;
}

/** Reads the value at a place, if there is one. */
export const at = (fields: object, pointer: string): unknown =>
  pointer.split('/').slice(1).reduce<unknown>((tree, step) => (tree as Tree | null | undefined)?.[step], fields);
