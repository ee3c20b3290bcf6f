import type { StepKind, StepOf } from '../plan/schema';
import type { Runner } from './host';
import { adapted } from './steps/adapted';
import { append } from './steps/append';
import { approval } from './steps/approval';
import { assign } from './steps/assign';
import { bot } from './steps/bot';
import { callChild } from './steps/call-child';
import { callFile } from './steps/call-file';
import { call } from './steps/call';
import { deleteRunner } from './steps/delete';
import { conversation } from './steps/conversation';
import { exit } from './steps/exit';
import { find } from './steps/find';
import { forRunner } from './steps/for';
import { forEach } from './steps/for-each';
import { forEachParallel } from './steps/for-each-parallel';
import { getMemory } from './steps/get-memory';
import { graph } from './steps/graph';
import { hear } from './steps/hear';
import { http } from './steps/http';
import { hold } from './steps/hold';
import { handler } from './steps/handler';
import { ifRunner } from './steps/if';
import { keyword } from './steps/keyword';
import { merge } from './steps/merge';
import { model } from './steps/model';
import { onFailure } from './steps/on-failure';
import { parallel } from './steps/parallel';
import { publish } from './steps/publish';
import { query } from './steps/query';
import { returnRunner } from './steps/return';
import { save } from './steps/save';
import { scheduleIn } from './steps/schedule-in';
import { setMemory } from './steps/set-memory';
import { setting } from './steps/setting';
import { shareMemory } from './steps/share-memory';
import { syncMemory } from './steps/sync-memory';
import { talk } from './steps/talk';
import { throwRunner } from './steps/throw';
import { tryRunner } from './steps/try';
import { update } from './steps/update';
import { wait, waitUntil } from './steps/wait';
import { waitEvent } from './steps/wait-event';
import { waitEvents } from './steps/wait-events';
import { whileRunner } from './steps/while';

/** One runner for each step kind; a kind without one does not compile. */
export const runners: { readonly [K in StepKind]: Runner<StepOf<K>> } = {
  assign,
  append,
  if: ifRunner,
  while: whileRunner,
  for: forRunner,
  forEach,
  forEachParallel,
  exit,
  return: returnRunner,
  throw: throwRunner,
  try: tryRunner,
  onFailure,
  hold,
  handler,
  call,
  callFile,
  callChild,
  scheduleIn,
  bot,
  parallel,
  graph,
  approval,
  waitEvent,
  waitEvents,
  wait,
  waitUntil,
  publish,
  talk,
  hear,
  conversation,
  setMemory,
  getMemory,
  shareMemory,
  syncMemory,
  find,
  save,
  update,
  delete: deleteRunner,
  merge,
  query,
  http,
  model,
  setting,
  adapted,
  keyword,
};
