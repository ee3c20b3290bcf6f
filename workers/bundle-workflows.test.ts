import { join } from 'node:path';
import { bundleWorkflows } from './bundle-workflows';

it('keeps the code of the sandbox small: every thread of a worker holds it', async () => {
  const code = await bundleWorkflows(join(__dirname, '..', 'workflows', 'index.ts'));
  const withoutMap = code.slice(0, code.indexOf('//# sourceMappingURL='));
  expect(withoutMap).toContain('runWorkflow');
  expect(withoutMap.length / 1024).toBeLessThan(450);
  expect(withoutMap).not.toMatch(/ZodObject|\$ZodType/);
});
