import type { AdaptedKeyword } from '../../plan/keywords';
import type { Adapter } from './adapter';
import { CONVERSATION_KEYWORDS } from './conversations';
import { DRIVE_KEYWORDS } from './drive';
import { MESSAGE_KEYWORDS } from './messages';
import { METRIC_KEYWORDS } from './metrics';
import { TABLE_KEYWORDS } from './tables';
import { TASK_KEYWORDS } from './tasks';

/** What does each adapted keyword; one without an adapter does not compile. */
export const ADAPTERS: Readonly<Record<AdaptedKeyword, Adapter>> = {
  ...CONVERSATION_KEYWORDS,
  ...DRIVE_KEYWORDS,
  ...MESSAGE_KEYWORDS,
  ...METRIC_KEYWORDS,
  ...TABLE_KEYWORDS,
  ...TASK_KEYWORDS,
};
