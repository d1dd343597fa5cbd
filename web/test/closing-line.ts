import type { Reporter, TestModule } from 'vitest/node';

/** Ends every run with `N passed, N failed`, which the project's test script reads. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>) {
    const states = modules.flatMap((m) => [...m.children.allTests()].map((t) => t.result().state));
    const broken = modules.filter((m) => m.state() === 'failed' && [...m.children.allTests()].every((t) => t.result().state !== 'failed')).length;
    const count = (state: string) => states.filter((x) => x === state).length;
    console.log(`${count('passed')} passed, ${count('failed') + broken} failed`);
  }
}
