/** Examples for the page about open data, with the address of the site that shows them. */
export const lists = ['milestones', 'tracks', 'documents', 'decisions', 'organizations', 'comments', 'rules', 'changes'] as const;

export const examples = (origin: string) => ({
  all: `curl -s '${origin}/api/v1/documents?limit=100'
curl -s '${origin}/api/v1/documents?limit=100&after=NEXT'`,
  changes: `curl -s '${origin}/api/v1/changes?after=0&limit=100'
# {"items": [{"seq": 1, "at": "…", "kind": "organization.published", …}], "next": 100, "head": 184}`,
  comment: `curl -s '${origin}/api/v1/comments/challenge'   # solve it (ALTCHA, version 2), and send the solution along
curl -s '${origin}/api/v1/comments' \\
  -H 'Content-Type: application/json' -H "Idempotency-Key: $(uuidgen)" -d '
  {"subject": {"kind": "document", "id": "about"}, "language": "sq", "body": "Kur botohet plani i ri?", "challenge": "SOLUTION"}'
# {"id": "…", "state": "received", "receipt": "HPR-…", "rules_version": 1}`,
  typed: `// npx openapi-typescript ${origin}/api/openapi.json -o schema.d.ts
import createClient from 'openapi-fetch';
import type { paths } from './schema';

const hapur = createClient<paths>({ baseUrl: '${origin}' });
const { data, error } = await hapur.GET('/api/v1/milestones', { params: { query: { state: 'in_progress' } } });
if (error) throw new Error(error.code); // stable, meant for translation
for (const milestone of data.items) console.log(milestone.title.sq ?? milestone.title.sr, milestone.state);`,
  languages: `{"title": {"sq": "…", "sr": "…", "en": null}}`
});
