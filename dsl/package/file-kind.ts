import type { Statement } from '../basic/syntax';
import { visitNodes } from '../basic/visit';

/** True when a program orchestrates: it has a header, or waits for, handles or gives events, or shares memory. */
export function findWorkflowWord(statements: readonly Statement[]): boolean {
  let found = false;
  visitNodes(statements, (node) => {
    found ||=
      node.kind === 'workflow' ||
      node.kind === 'publish' ||
      node.kind === 'share' ||
      node.kind === 'sync' ||
      node.kind === 'waitEvent' ||
      (node.kind === 'handler' && node.name === 'ON EVENT');
    return !found;
  });
  return found;
}
