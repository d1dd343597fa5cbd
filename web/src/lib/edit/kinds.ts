/** What can be edited. A new kind is one more line here, with its form and its preview. */
import { documents } from '#lib/documents/editor/document.ts';
import { decisions } from './decision.ts';
import type { Kind } from './kind.ts';
import { milestones } from './milestone.ts';
import { organizations } from './organization.ts';
import type { Common, Path } from './register.ts';

/** The pages treat all kinds alike; only a form knows the fields of its own. */
export type AnyKind = Kind<Common>;

const any = (kind: unknown) => kind as AnyKind;
export const kinds: Partial<Record<Path, AnyKind>> = { milestones: any(milestones), decisions: any(decisions), documents: any(documents), organizations: any(organizations) };
export const paths = Object.keys(kinds) as Path[];
