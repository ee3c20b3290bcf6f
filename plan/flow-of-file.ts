import type { Step } from './schema';

/** The flow of a file in a linked plan: folders, ending and case do not count. */
export function flowOfFile(file: string): string {
  const name = file.replaceAll('\\', '/').split('/').at(-1) ?? file;
  return `file:${name.replace(/\.bas$/i, '').toLowerCase()}`;
}

/** The flow that a step walks in its own run by its name: a SUB or a file. */
export function calledFlow(step: Step): string | undefined {
  if (step.kind === 'call') return step.flow;
  return step.kind === 'callFile' ? flowOfFile(step.file) : undefined;
}
