import type { Rule } from '../context';

/** Every HUMAN APPROVAL says what happens when nobody answers. */
export const approvalExpiry: Rule = (context) => ({
  approval(node) {
    if (node.onTimeout !== undefined) return;
    context.hint({
      code: 'BASIC_NO_EXPIRY',
      message:
        node.timeout === undefined
          ? 'This approval waits for as long as it takes.'
          : 'When nobody decides in time, this approval counts as rejected.',
      span: { start: node.start, end: node.start + 'HUMAN APPROVAL'.length },
      hint:
        node.timeout === undefined
          ? 'Add TIMEOUT and the number of seconds.'
          : 'Add ON TIMEOUT: ESCALATE TO "person", APPROVE or REJECT to say so.',
    });
  },
});
