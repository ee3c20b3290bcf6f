import { text } from './error-text';

/** For the codes of approvals, and of groups of people. */
export const APPROVAL_ERROR_TEXTS = {
  APPROVAL_UNKNOWN: text('No approval has this id.', 'Look at `everstep approvals`.'),
  APPROVAL_DECIDED: text(
    'Somebody was faster. The first decision stands.',
    'Nothing; the answer says who has decided and what.',
  ),
  APPROVAL_CLOSED: text(
    'The time was over, another person was asked, or the run has ended.',
    'Look for an open approval of the same run.',
  ),
  APPROVAL_REJECTED: text(
    'A person rejected, or nobody decided in time. The run ends as rejected.',
    'To go on after a rejection write ON REJECT: CONTINUE and ask for `approval.approved`.',
  ),
  APPROVAL_EXPIRED: text(
    'Nobody decided in time, and the program says ON TIMEOUT: FAIL.',
    'Give more time, or another ON TIMEOUT.',
  ),
  APPROVAL_IMPOSSIBLE: text(
    'A group or role has no members, or FROM n OF asks for more approvals than there are people; with NO SELF APPROVAL who launched the run is not counted.',
    'Put people into the group (`everstep groups`), or ask for fewer approvals.',
  ),
  APPROVAL_OWN: text(
    'The program says NO SELF APPROVAL: who launched the run, the user it speaks with, and a key of that name decide nothing.',
    'Let somebody else decide, with a key of their own.',
  ),
  APPROVAL_COMMENT: text(
    'The program says COMMENT REQUIRED.',
    'Send `comment`, or use `--comment`.',
  ),
  APPROVAL_VOTED: text(
    'Who has decided cannot hand the decision to somebody else.',
    'The person can still change the decision as long as the approval is open.',
  ),
  APPROVAL_WHOSE: text(
    'A part of a request with several people is handed on, and the request does not say whose.',
    'Send `from`, or use `--from`.',
  ),
  APPROVAL_ASKED: text('Each person decides once.', 'Reassign to somebody who is not asked yet.'),
  GROUPS_FULL: text(
    'A workspace keeps a limited number of groups.',
    'Delete a group that nobody asks any more.',
  ),
  GROUP_UNKNOWN: text(
    'The workspace has no group of this name.',
    'Look at `everstep groups`, or make it with `everstep groups set`.',
  ),
  APPROVAL_NOT_FOR_YOU: text(
    'A key of the role approver decides only what asks for its name; where several people, a group or other rules are named, nobody else decides, and an operator only writes down what one of them has decided.',
    'Let the person decide who is asked, or use the key of an operator.',
  ),
};
