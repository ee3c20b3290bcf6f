import { workflowBundle } from '../test/engine/workflow-bundle';

it('keeps the code of the sandbox small: every thread of a worker holds it', () => {
  const code = workflowBundle();
  const withoutMap = code.slice(0, code.indexOf('//# sourceMappingURL='));
  expect(withoutMap).toContain('runWorkflow');
  expect(withoutMap.length / 1024).toBeLessThan(450);
  expect(withoutMap).not.toMatch(/ZodObject|\$ZodType/);
});
