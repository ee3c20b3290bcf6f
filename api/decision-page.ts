import { createHash } from 'node:crypto';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { AppError } from '../plan/errors';
import {
  decideApproval,
  readApprovalByToken,
  type Approval,
  type DecisionOutcome,
} from '../store/approvals';
import { readAnyRun } from '../store/runs';
import type { ApiDependencies } from './dependencies';
import { html, type Html } from './html';

/** Address of the page; the token in it is the right to decide, so it is written to no log. */
export const DECISION_PATH = '/decide/:id/:token';

const LONGEST_FORM = 65_536;
const LONGEST_COMMENT = 10_000;
const VIA = 'link';

/**
 * The page that a mail leads to. GET shows what is asked and decides nothing, as programs that look for
 * malicious links open them too; POST decides. The token is good as long as the request is open.
 */
export function addDecisionPage(app: Express, api: ApiDependencies): void {
  app
    .route(DECISION_PATH)
    .get(page(show(api)))
    .post(
      express.urlencoded({ extended: false, limit: LONGEST_FORM, parameterLimit: 5 }),
      tellFormError,
      page(decide(api)),
    );
}

/** A form that is too long, or cannot be read, is a mistake of who sends it. */
const tellFormError: ErrorRequestHandler = (error: unknown, _request, _response, next) => {
  const { status } = error as { readonly status?: number };
  if (status === 413) next(new AppError('API_BODY_TOO_LARGE', { limit: LONGEST_FORM }));
  else next(status === undefined ? error : new AppError('API_BODY_MALFORMED'));
};

/** What the page shows. */
interface Page {
  readonly status: number;
  readonly title: string;
  readonly body: Html;
}

function page(make: (request: Request) => Promise<Page>): RequestHandler {
  return async (request: Request, response: Response) => {
    const { status, title, body } = await make(request);
    response.status(status).type('html').send(layout(title, body));
  };
}

function show(api: ApiDependencies): (request: Request) => Promise<Page> {
  return async (request) => {
    const approval = await find(request, api);
    if (approval === undefined) return UNKNOWN;
    if (approval.status !== 'open') return over(approval);
    return asking(approval, await workflowOf(approval, api));
  };
}

function decide(api: ApiDependencies): (request: Request) => Promise<Page> {
  return async (request) => {
    const approval = await find(request, api);
    if (approval === undefined) return UNKNOWN;
    const { decision, comment } = readForm(request.body);
    if (decision === undefined) return asking(approval, await workflowOf(approval, api), 422);
    const [by = approval.asked] = approval.people;
    const outcome = await decideApproval(api.database, {
      workspaceId: approval.workspaceId,
      id: approval.id,
      approved: decision === 'approve',
      by,
      comment,
      via: VIA,
    });
    return answer(outcome, approval, api);
  };
}

async function answer(
  outcome: DecisionOutcome,
  approval: Approval,
  api: ApiDependencies,
): Promise<Page> {
  switch (outcome.status) {
    case 'accepted':
      await api.temporal.bringRow(outcome.runId, outcome.row);
      return over(outcome.approval, 200);
    case 'counted':
      return over(outcome.approval, 200);
    case 'uncommented':
      return asking(approval, await workflowOf(approval, api), 422, 'Please write a comment.');
    case 'decided':
    case 'closed':
      return over(outcome.approval);
    default:
      return refused(new AppError('APPROVAL_OWN', { by: approval.asked }).message);
  }
}

/** Who is asked together with others has a key of their own: a link would not say who decides. */
async function find(
  request: Request,
  { database }: ApiDependencies,
): Promise<Approval | undefined> {
  const { id = '', token = '' } = request.params as Readonly<Record<string, string>>;
  const hash = createHash('sha256').update(token).digest('hex');
  const approval = await readApprovalByToken(database, id, hash);
  return approval !== undefined && approval.people.length <= 1 ? approval : undefined;
}

async function workflowOf({ runId }: Approval, { database }: ApiDependencies): Promise<string> {
  return (await readAnyRun(database, runId))?.workflowName ?? '';
}

function readForm(body: unknown): {
  readonly decision: 'approve' | 'reject' | undefined;
  readonly comment: string | null;
} {
  const { decision, comment } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const text = typeof comment === 'string' ? comment.replaceAll('\0', '').trim() : '';
  return {
    decision: decision === 'approve' || decision === 'reject' ? decision : undefined,
    comment: text === '' ? null : text.slice(0, LONGEST_COMMENT),
  };
}

const UNKNOWN: Page = {
  status: 404,
  title: 'There is nothing to decide here',
  body: html`<p>The link is not complete, or the request is not there any more.</p>`,
};

function refused(message: string): Page {
  return { status: 403, title: 'This is not for you to decide', body: html`<p>${message}</p>` };
}

/** 410: the link was good once. */
function over({ status, decidedBy, decidedAt }: Approval, code = 410): Page {
  const who = decidedBy === null ? '' : ` by ${decidedBy}`;
  const when = decidedAt === null ? '' : ` at ${decidedAt}`;
  return { status: code, title: `${status}${who}`, body: html`<p>${status}${who}${when}.</p>` };
}

function asking(
  { message, deadline, asked, commentRequired }: Approval,
  workflow: string,
  status = 200,
  hint = '',
): Page {
  const until = deadline === null ? '' : `Please decide until ${deadline}.`;
  const body = html`<p class="message">${message}</p>
    <p>${asked} is asked. ${until}</p>
    <p role="alert">${hint}</p>
    <form method="post">
      <label for="comment">Comment${commentRequired ? '' : ' (not needed)'}</label>
      <textarea
        id="comment"
        name="comment"
        rows="4"
        maxlength="${String(LONGEST_COMMENT)}"
      ></textarea>
      <button name="decision" value="approve">Approve</button>
      <button name="decision" value="reject">Reject</button>
    </form>`;
  return { status, title: `${workflow} waits for your decision`, body };
}

const STYLE = html`
  :root { color-scheme: light dark; } body { font: 18px/1.5 system-ui, sans-serif; max-width: 36rem;
  margin: 10vh auto; padding: 0 1rem; } .message { white-space: pre-line; overflow-wrap: anywhere; }
  label, textarea { display: block; width: 100%; box-sizing: border-box; } textarea { font: inherit;
  margin: .25rem 0 1rem; } button { font: inherit; padding: .5rem 1.5rem; margin-right: .5rem; }
`;

function layout(title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        ${body}
      </body>
    </html>`.html;
}
