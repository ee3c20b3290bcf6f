import type { RequestHandler } from 'express';
import { AppError } from '../plan/errors';
import type { ObjectValue } from '../plan/value';
import { beginTriggeredRun, findWebhook } from '../store/triggers';
import { isSignedWebhook } from '../store/webhook-signature';
import type { ApiDependencies } from './dependencies';
import { decodeText, parseJson, readJsonBytes } from './read-body';

/** The one address below /api that needs a signature instead of a key. */
export const WEBHOOK_PATH = '/api/webhooks/in/:workspace/:name';

const LONGEST_ID = 200;
/** Headers that belong to the connection or would tell a secret are not shown to the program. */
const HIDDEN = /^(authorization|cookie|x-api-key|webhook-signature|connection|host)$/;

/**
 * A signed call from outside begins a run of the file that has the WEBHOOK, once for each `webhook-id`. Nobody
 * needs a key: the signature tells who it is. 202 with the id of the run; 200 when it was begun before.
 */
export function answerWebhook(api: ApiDependencies): RequestHandler {
  return async (request, response) => {
    const { workspace = '', name = '' } = request.params as Readonly<Record<string, string>>;
    const header = (key: string): string => request.get(key) ?? '';
    const bytes = await readJsonBytes(request, api.bodyLimit);
    const webhook = await findWebhook(api.database, workspace, name);
    const secretName = webhook?.options['secret'];
    const secret = typeof secretName === 'string' ? api.secrets(secretName) : undefined;
    const id = header('webhook-id');
    const signed = {
      id,
      timestamp: header('webhook-timestamp'),
      body: bytes,
      signatures: header('webhook-signature'),
    };
    // An unknown name is answered as a wrong signature is: nobody learns which names there are.
    const isGood =
      webhook !== undefined &&
      secret !== undefined &&
      /^[\x21-\x7e]+$/.test(id) &&
      id.length <= LONGEST_ID &&
      isSignedWebhook(signed, secret, Date.now());
    if (!isGood) throw new AppError('WEBHOOK_SIGNATURE');
    await api.backlog.check();
    const body = parseJson(decodeText(bytes)) as ObjectValue[string];
    const runId = await beginTriggeredRun(api.database, {
      triggerId: webhook.id,
      source: `webhook:${id}`,
      input: {
        body,
        params: plain(request.query),
        headers: plain(request.headers),
        method: request.method,
        path: request.path.slice(0, 500),
      },
    });
    if (runId === undefined) throw new AppError('WEBHOOK_SIGNATURE');
    response.status(202).set('Location', `/api/workflows/${runId}`).json({ runId });
  };
}

/** Texts by name; what could reach a prototype, or is to stay hidden, is left out. */
function plain(given: object): ObjectValue {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      const isFine = !HIDDEN.test(name) && !/^(__proto__|constructor|prototype)$/.test(name);
      return isFine && typeof value === 'string' ? [[name, value.slice(0, 4000)]] : [];
    }),
  );
}
