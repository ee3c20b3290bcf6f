import type { Span } from '../../source';
import type { Rule } from '../context';

/** A file has at most one ORCHESTRATE WORKFLOW, and END WORKFLOW only after it. */
export const workflowHeader: Rule = (context) => {
  let first: Span | undefined;
  let isOpen = false;
  return {
    workflow(node) {
      if (first !== undefined) {
        context.error({
          code: 'BASIC_WORKFLOW_TWICE',
          message: 'A file has one workflow; this is the second.',
          span: node,
          hint: 'Put it into a file of its own.',
          related: [{ message: 'The first one begins here.', span: first }],
        });
      }
      first ??= node;
      isOpen = true;
    },
    endWorkflow(node) {
      if (!isOpen) {
        context.error({
          code: 'BASIC_END_WORKFLOW',
          message: 'No workflow is open here that END WORKFLOW could end.',
          span: node,
          hint: 'Remove it, or add ORCHESTRATE WORKFLOW "name" at the beginning.',
        });
      }
      isOpen = false;
    },
  };
};
