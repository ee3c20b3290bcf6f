import { text } from './error-text';

/** For the codes of requests and of keys. */
export const API_ERROR_TEXTS = {
  API_KEY_MISSING: text(
    'A request to an address below `/api`, or on the WebSocket, came without a key.',
    'Send the key of the file `api-key` in the data directory as `X-API-KEY`, or as `Authorization: Bearer`.',
  ),
  API_KEY_WRONG: text(
    'Nobody has this key, it was revoked, or the request carries two of them.',
    'Compare it with the file `api-key` of the data directory that the API uses. Send it once.',
  ),
  API_FORBIDDEN: text(
    'The key is good, but its role may not use this address. A WebSocket of a page from elsewhere gets it too.',
    'Use a key with one of the roles that the message names.',
  ),
  KEY_UNKNOWN: text('No key of this workspace has the id.', 'Look at `everstep keys`.'),
  KEY_OWN: text(
    'A key cannot take itself back: an admin could lock everybody out.',
    'Use the key of another admin, or make one with `everstep keys create`.',
  ),
  API_NOT_FOUND: text(
    'No address of the API is called so.',
    'Compare the path with [the HTTP API](api/workflow-api.md).',
  ),
  API_METHOD_NOT_ALLOWED: text(
    'The address exists, but not with this method.',
    'Use a method that the header `Allow` names.',
  ),
  API_BODY_INVALID: text(
    'The body is JSON, but has a wrong or unknown member, or an `Idempotency-Key` was used for another request.',
    'Read `errors`: each entry has the place (a JSON pointer) and what is wrong there.',
  ),
  API_BODY_MALFORMED: text(
    'The body cannot be read: no JSON, no UTF-8, or nested deeper than 64 levels.',
    'Check the body with a JSON tool. With curl, mind the quotes of your shell.',
  ),
  API_BODY_TOO_LARGE: text(
    'The body is larger than the API takes.',
    'Send less, or raise `EVERSTEP_BODY_LIMIT`.',
  ),
  API_BODY_TYPE: text(
    'The body was announced as something other than JSON in UTF-8, or compressed.',
    'Send the header `Content-Type: application/json`.',
  ),
  API_QUERY_INVALID: text(
    'A query parameter or a header that steers the request is wrong or unknown.',
    'Read `errors`: the pointer is the name of the parameter.',
  ),
  API_PATH_INVALID: text(
    'The address has broken escapes or characters that no name can have.',
    'Encode each part of the path.',
  ),
  API_HOST_WRONG: text(
    'A server on loopback answers only for loopback names, so that no page of the internet can use it.',
    'Call it as `127.0.0.1` or `localhost`.',
  ),
  API_TIMEOUT: text('The request did not arrive in time.', 'Try again; look at the connection.'),
  API_UNAVAILABLE: text(
    'A part that the request needs is away for the moment.',
    'Try again after the seconds of `Retry-After`. `everstep doctor` says which part is down.',
  ),
  API_INTERNAL: text(
    'A defect of Everstep. Nothing of it is shown outside.',
    'Look into `logs/api.log` for the `requestId` of the answer, and report it.',
  ),
  API_BACKLOG: text(
    'Temporal has been away so long that the rows which wait for it have reached `EVERSTEP_MAX_BACKLOG`. Nothing that was accepted is lost.',
    'Bring Temporal back, or workers where none runs; the backlog is then worked off. Try again after the time in `Retry-After`.',
  ),
};
