// Lists the milestones: id, state, and the title in the first language that has one.
//   node milestones.js http://127.0.0.1:8080
import { argv } from 'node:process';
import type { paths } from './schema';

type Page = paths['/api/v1/milestones']['get']['responses'][200]['content']['application/json'];

const answer = await fetch(new URL('/api/v1/milestones?limit=100', argv[2]));
if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
const page = (await answer.json()) as Page;
for (const { id, state, title } of page.items) {
	console.log(id, state, title.sq ?? title.sr ?? title.en);
}
