import type { Effect } from '../../plan/effects';
import type { Value } from '../../plan/value';
import type { RunRows } from '../run-rows';
import { keepAnswer, readAnswer } from './answers';
import { decideApproval, expireApproval, openApproval } from './approvals';
import { startChild } from './children';
import type { EffectModel, EffectStep } from './effect-model';
import { expireEvent, expireEvents, publishEvent, subscribe, subscribeEvents } from './events';
import { holdRun } from './hold';
import { getMemory, sendMessage, setMemory, shareMemory, syncMemory } from './memory';
import { queryRows } from './query';
import { changeConversation, expireQuestion, openQuestion } from './questions';
import {
  copyFile,
  createTask,
  deleteFile,
  listFiles,
  moveFile,
  readFile,
  sendOut,
  writeFile,
} from './keywords';
import { deleteRows, findRows, mergeRows, saveRows, updateRows } from './tables';

/** One model for each effect; an effect without one does not compile. */
const models: { readonly [K in Effect['effect']]: EffectModel<K> } = {
  set_memory: setMemory,
  get_memory: getMemory,
  share_memory: shareMemory,
  sync_memory: syncMemory,
  read_answer: readAnswer,
  keep_answer: keepAnswer,
  save_rows: saveRows,
  find_rows: findRows,
  update_rows: updateRows,
  delete_rows: deleteRows,
  merge_rows: mergeRows,
  query_rows: queryRows,
  send_out: sendOut,
  create_task: createTask,
  read_file: readFile,
  write_file: writeFile,
  list_files: listFiles,
  copy_file: copyFile,
  move_file: moveFile,
  delete_file: deleteFile,
  publish_event: publishEvent,
  subscribe,
  subscribe_events: subscribeEvents,
  open_approval: openApproval,
  expire_approval: expireApproval,
  decide_approval: decideApproval,
  expire_event: expireEvent,
  expire_events: expireEvents,
  open_question: openQuestion,
  expire_question: expireQuestion,
  change_conversation: changeConversation,
  send_message: sendMessage,
  start_child: startChild,
  hold_run: holdRun,
};

/** What effects are called. */
export const EFFECT_NAMES: readonly string[] = Object.keys(models);

/** Does an effect to the rows and gives its answer. */
export function performEffect(rows: RunRows, effect: Effect, step: EffectStep): Value {
  const model = models[effect.effect] as EffectModel<Effect['effect']>;
  return model(rows, effect, step);
}
