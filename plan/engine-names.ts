/** Names that belong to the engine: neither the answer of a bot nor an operator sets them. */
export const ENGINE_NAMES: ReadonlySet<string> = new Set([
  'last_result',
  'steps',
  'approval',
  'error',
  'errors',
  'event',
  'action',
]);
