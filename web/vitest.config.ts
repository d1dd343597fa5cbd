import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const reporters = ['default', './test/closing-line.ts'];

/** A test fails because of what it finds, never because the machine has other work: what is waited for is waited for long. */
const patient = { testTimeout: 180_000, hookTimeout: 180_000, expect: { poll: { timeout: 60_000 } } };

export default defineConfig({
  test: {
    reporters,
    projects: [
      { plugins: [svelte({ configFile: false })], test: { ...patient, name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { test: { ...patient, name: 'browser', include: ['test/browser/**/*.test.ts'], maxConcurrency: 3, fileParallelism: false } }
    ]
  }
});
