import { text } from './error-text';

/** For the codes of calls to the outside. */
export const CALL_ERROR_TEXTS = {
  HTTP_REQUEST_INVALID: text(
    'A header has a name or a value that HTTP does not allow.',
    'Look at the SET HEADER lines: a value has no line ends, a name no blanks.',
  ),
  HTTP_ADDRESS_FORBIDDEN: text(
    'HTTP calls go to public addresses at usual ports only, so that no workflow reaches into your network.',
    'Name a host that you trust in `EVERSTEP_ALLOWED_HOSTS`, or set `EVERSTEP_ALLOW_PRIVATE_ADDRESSES=true` on a machine of your own.',
  ),
  HTTP_FAILED: text(
    'No answer came, or one with status 408, 425, 429 or 5xx. The call is tried three times with growing pauses.',
    'See whether the address works from the machine of the worker. CATCH or ON ERROR RESUME NEXT lets the run go on.',
  ),
  HTTP_REFUSED: text(
    'The address answered with a status that no repetition changes, such as 401 or 404; `http.status` has it.',
    'Compare the address, the headers and the body with what the other side documents.',
  ),
  HTTP_TIMEOUT: text(
    'No attempt was answered in time: 30 seconds unless the call has a TIMEOUT.',
    'Write a longer TIMEOUT behind the call, or ask for less at once.',
  ),
  HTTP_ANSWER_INVALID: text(
    'The answer is larger than 1 MB, no text, not the JSON that it says it is, or redirects where no call may follow.',
    'Ask for a smaller answer, or set the header `Accept` to a type that is text.',
  ),
  MODEL_UNKNOWN: text(
    'USE MODEL or WITH MODEL names a model that no worker has.',
    'Use one of the names in the message, or add the model to `EVERSTEP_MODELS`.',
  ),
  MODEL_BUDGET: text(
    'Every model that could answer is expected to cost more than MAX_COST.',
    'Raise MAX_COST, shorten the text, or add a cheaper model to `EVERSTEP_MODELS`.',
  ),
  MODEL_FAILED: text(
    'The provider could not be reached, was overloaded, or answered with 5xx. Each of four attempts asks the next best model.',
    'Try later, or add another model to `EVERSTEP_MODELS`.',
  ),
  MODEL_REFUSED: text(
    'The provider answered with a status that no repetition changes, such as 401 for a wrong key.',
    'Compare key, name of the model and base address with what the provider documents.',
  ),
  MODEL_ANSWER_INVALID: text(
    'The provider answered with something that has no text in it, is larger than 512 KB, or may not be called.',
    'See whether `provider` and `baseUrl` of the model fit together.',
  ),
  SECRET_UNKNOWN: text(
    'A call names a secret that no worker has.',
    'Set `EVERSTEP_SECRET_` and the name, in capitals with underscores, in the environment of the workers.',
  ),
  SECRET_PLACE: text(
    'A secret was to be changed or compared. It can only be joined to texts with `+`.',
    'Write it plainly: `SET HEADER "Authorization", "Bearer " + SECRET("shop-key")`.',
  ),
};
