import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

const locales = ['sq', 'sr', 'sr-cyrl', 'en'] as const;
/** Pages whose frame is written at build time. Pages of single things come from 200.html. */
const framed = ['', '/milestones', '/documents', '/decisions', '/organizations', '/about', '/rules', '/privacy', '/data', '/accessibility', '/receipt', '/search', '/moderation'];

/** What (nearly) every page needs. It travels together: a dozen small files cost more than one, in bytes and in round trips. */
const everywhere = new RegExp([
  'src/(?:app\\.css|params\\.ts|routes/(?:\\[lang=lang\\]/)?\\+error\\.svelte)',
  'src/lib/(?:keep|theme|i18n/\\w+|search/places)\\.ts',
  'src/lib/api/(?:client|failure|record|problems|page)\\.ts',
  'src/lib/process/(?:standing|Steps|Timeline)\\.',
  'src/lib/ui/(?:Ahead|Load|Failed|Retry|Waiting|T|When|Mark|Head|Section|Sprite|Masthead|Colophon|NotFound|Latest|reload|whole)\\.',
  'preload-helper', 'rolldown/runtime', 'runtime/client/client-entry'
].join('|'));

/** SvelteKit shows no page before it has the pages for errors around it, and asks for them last: a round trip on every first visit. They are small and travel with the app. */
const errorPagesAlong: Plugin = {
  name: 'error-pages-along',
  transform(code, id) {
    if (!/\/client-optimized\/app\.js$/.test(id)) return undefined;
    const isError = (node: string) => readFileSync(join(dirname(id), `${node}.js`), 'utf8').includes('+error.svelte');
    const errors = [...code.matchAll(/import\('(\.\/nodes\/\d+)'\)/g)].map((found) => found[1]!).filter(isError);
    const along = (whole: string, node: string, n: number) => `import * as error${n} from '${node}';\n${whole.replace(`import('${node}')`, `Promise.resolve(error${n})`)}`;
    return errors.reduce(along, code);
  }
};

export default defineConfig({
  plugins: [
    errorPagesAlong,
    sveltekit({
      adapter: adapter({ fallback: '200.html', precompress: true }),
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          // The scripts in app.html, for the theme and for what is asked for ahead (test/unit/shell.test.ts checks that the hashes still fit).
          'script-src': ['self', 'sha256-DQaECxdJyvQN6ZBulctdBz4Jvjw4oPH5zun5X7uLNYM=', 'sha256-+TJuJIn+nD/+QqOPCuWcJUJndEqown7JoM8ksk/iOAM='],
          // The hash is SvelteKit's own announcer for screen readers (a style attribute). No other inline style is allowed.
          'style-src': ['self', 'unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          // The comment form solves its challenge in a worker of ours.
          'worker-src': ['self'],
          'img-src': ['self', 'data:'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self']
        }
      },
      // On phones tables are laid out as cards, and then lose their meaning for screen readers unless it is said again.
      compilerOptions: { warningFilter: (warning) => warning.code !== 'a11y_no_redundant_roles' },
      inlineStyleThreshold: 48_000,
      paths: { relative: false },
      prerender: { crawl: false, entries: ['/', ...locales.flatMap((l) => framed.map((p) => `/${l}${p}` as const))] }
    })
  ],
  build: {
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'frame', test: everywhere }] } } }
  },
  server: { proxy: { '/api': process.env.HAPUR_API ?? 'http://127.0.0.1:8080' } }
});
