import { join } from 'node:path';
import { workflowBundle } from '../test/engine/workflow-bundle';
import { bundleWorkflows } from './bundle-workflows';

/** The code without the source map in its last line. */
function withoutMap(code: string): string {
  return code.slice(0, code.indexOf('//# sourceMappingURL='));
}

it('keeps the code of the sandbox small: every thread of a worker holds it', async () => {
  const code = withoutMap(workflowBundle());
  expect(code).toContain('runWorkflow');
  expect(code).not.toMatch(/ZodObject|\$ZodType/);
  const file = join(__dirname, '..', 'test', 'engine', 'empty-workflow.ts');
  const empty = withoutMap(await bundleWorkflows(file));
  expect(empty.length / 1024).toBeGreaterThan(100);
  expect((code.length - empty.length) / 1024).toBeLessThan(235);
});
