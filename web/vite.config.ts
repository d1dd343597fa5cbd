import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

const locales = ['sq', 'sr', 'sr-cyrl', 'en'] as const;
/** Pages whose frame is written at build time. Pages of single things come from 200.html. */
const framed = ['', '/milestones', '/documents', '/decisions', '/organizations', '/about', '/rules', '/privacy', '/data', '/accessibility', '/receipt', '/search', '/moderation'];

const everywhere = /src\/(?:app\.css|params\.ts|lib\/(?:keep|theme|i18n\/\w+|api\/(?:client|failure|record|problems|page)|ui\/(?:Ahead|Load|Failed|Retry|Waiting|T|When|Mark|Head|Section|Sprite|Masthead|Colophon))\.(?:ts|svelte))/;

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ fallback: '200.html', precompress: true }),
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          // The theme script in app.html (test/unit/shell.test.ts checks that the hash still fits).
          'script-src': ['self', 'sha256-DQaECxdJyvQN6ZBulctdBz4Jvjw4oPH5zun5X7uLNYM='],
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
    // What every page needs travels together: a dozen small files cost more than one, in bytes and in round trips.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'frame', test: everywhere }] } } }
  },
  server: { proxy: { '/api': process.env.HAPUR_API ?? 'http://127.0.0.1:8080' } }
});
