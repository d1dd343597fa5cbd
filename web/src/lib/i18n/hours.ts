/** How long something took or waits, in whole hours. */
import { l } from './l.ts';

export const inHours = (hours: number): string => (hours < 1 ? `< ${l.n('hours', 1)}` : l.n('hours', hours));
