import type { z } from 'zod';
import { compile } from '../../dsl/compile';
import { diagnosticToJson, type DiagnosticJson } from '../../dsl/diagnostic';
import { describePackage } from '../../dsl/package/inventory';
import { listLaunchable } from '../../dsl/package/launchable';
import type { LoadedPackage, PackageScript } from '../../dsl/package/load-package';
import { AppError } from '../../plan/errors';
import {
  CheckRequestSchema,
  CheckSchema,
  PackageCheckSchema,
  PackageDetailSchema,
  PackageListSchema,
  PackageQuerySchema,
  PackageVersionListSchema,
  type PackageView,
} from '../../plan/messages';
import { isUnstorable } from '../../plan/wire-fields';
import { listPackageVersions, storePackage } from '../../store/package-versions';
import type { ApiDependencies } from '../dependencies';
import { refuseMistakes, type ShelvedPackage } from '../prepare-workflow';
import { form, ok, route, type Answer, type ApiRequest, type Route } from '../route';
import { readUpload, withoutSuffix, type UploadedPackage } from '../upload-package';

const READERS = ['author', 'operator'] as const;
type PackageQuery = z.infer<typeof PackageQuerySchema>;
type CheckRequest = z.infer<typeof CheckRequestSchema>;

const MOST_DIAGNOSTICS = 1_000;
const ARCHIVE_ERRORS = [
  ...(['PACKAGE_ARCHIVE', 'PACKAGE_PATH', 'PACKAGE_LIMIT', 'PACKAGE_NAME'] as const),
  'PACKAGE_BODY_TYPE',
] as const;

/** Packages: upload, look at; and looking for mistakes in a text. */
export const packageRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/packages',
    summary: 'Keeps a package; nothing of it is run.',
    roles: ['author'],
    query: PackageQuerySchema,
    body: 'zip',
    answers: {
      200: form('It is the content of the newest version.', PackageDetailSchema),
      201: form('A new version is kept.', PackageDetailSchema),
    },
    errors: [...ARCHIVE_ERRORS, 'PACKAGE_INVALID'],
    handle: upload,
  }),
  route({
    method: 'post',
    path: '/api/packages/validate',
    summary: 'Says everything about a package and keeps nothing.',
    roles: READERS,
    query: PackageQuerySchema,
    body: 'zip',
    answers: { 200: form('What was found.', PackageCheckSchema) },
    errors: ARCHIVE_ERRORS,
    handle: validate,
  }),
  route({
    method: 'get',
    path: '/api/packages',
    summary: 'Lists the packages that runs can be started from.',
    roles: READERS,
    answers: { 200: form('All packages.', PackageListSchema) },
    errors: [],
    handle: list,
  }),
  route({
    method: 'get',
    path: '/api/packages/:id',
    summary: 'One package.',
    roles: READERS,
    answers: { 200: form('The package.', PackageDetailSchema) },
    errors: ['PACKAGE_UNKNOWN'],
    handle: view,
  }),
  route({
    method: 'get',
    path: '/api/packages/:id/versions',
    summary: 'The versions of an uploaded package.',
    roles: READERS,
    answers: { 200: form('The newest first.', PackageVersionListSchema) },
    errors: ['PACKAGE_UNKNOWN'],
    handle: versions,
  }),
  route({
    method: 'post',
    path: '/api/check',
    summary: 'Looks for mistakes in a text.',
    roles: READERS,
    body: CheckRequestSchema,
    answers: { 200: form('What was found.', CheckSchema) },
    errors: [],
    handle: check,
  }),
];

/** Compiles the text and throws the plan away. Nothing is kept. */
function check({ body }: ApiRequest<unknown, CheckRequest>): Promise<Answer> {
  const { text, file } = body;
  const { source, plan, parameters, diagnostics } = compile({ file: file ?? 'text.bas', text });
  const answer = ok({
    valid: plan !== undefined,
    parameters,
    diagnostics: diagnostics.map((diagnostic) => diagnosticToJson(source, diagnostic)),
  });
  return Promise.resolve(answer);
}

/**
 * Keeps a package whose texts have no mistake, in one transaction; nothing of it is run. 201 for a new
 * version, 200 when it is the content of the newest one.
 */
async function upload(request: ApiRequest<PackageQuery>, api: ApiDependencies): Promise<Answer> {
  const { principal, body } = request;
  const read = await readRequest(request);
  refuseMistakes(read.loaded, scriptsOf(read.loaded));
  const { name, contentHash, loaded } = read;
  const { version, created } = await storePackage(api.database, {
    workspaceId: principal.workspaceId,
    name,
    contentHash,
    archive: body as Buffer,
    createdBy: principal.name,
  });
  await api.triggers.syncWorkspace(principal.workspaceId);
  const detail = toDetail({ name, version, contentHash, loaded, path: '' });
  const headers = { Location: `/api/packages/${encodeURIComponent(name)}` };
  return { status: created ? 201 : 200, body: detail, headers };
}

/** Says everything about a package and keeps nothing. */
async function validate(request: ApiRequest<PackageQuery>): Promise<Answer> {
  const { name, contentHash, loaded } = await readRequest(request);
  const diagnostics = diagnosticsOf(loaded);
  const all = [...diagnostics, ...loaded.problems];
  return ok({
    valid: all.every(({ severity }) => severity !== 'error'),
    name,
    contentHash,
    diagnostics: diagnostics.slice(0, MOST_DIAGNOSTICS),
    problems: loaded.problems.slice(0, MOST_DIAGNOSTICS),
    inventory: describePackage(loaded),
  });
}

async function list({ principal }: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const packages = await api.packages.list(principal.workspaceId);
  return ok({ items: packages.map(toPackageView) });
}

async function view(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  return ok(toDetail(await api.packages.find(request.principal.workspaceId, readName(request))));
}

async function versions(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const name = readName(request);
  const { workspaceId } = request.principal;
  const items = await listPackageVersions(api.database, workspaceId, withoutSuffix(name));
  // A folder has no versions; a name that nobody knows is told.
  if (items.length === 0) await api.packages.find(workspaceId, name);
  return ok({ items });
}

function readRequest({ query, body }: ApiRequest<PackageQuery>): Promise<UploadedPackage> {
  return readUpload(body as Buffer, query.name);
}

function readName({ params }: ApiRequest): string {
  const name = params['id'] ?? '';
  if (isUnstorable(name)) throw new AppError('PACKAGE_UNKNOWN', { package: '' });
  return name.slice(0, 200);
}

function scriptsOf({ workflows, bots, scripts }: LoadedPackage): readonly PackageScript[] {
  return [...workflows, ...bots, ...scripts];
}

function diagnosticsOf(loaded: LoadedPackage): readonly DiagnosticJson[] {
  return scriptsOf(loaded).flatMap(({ compiled }) =>
    compiled.diagnostics.map((one) => diagnosticToJson(compiled.source, one)),
  );
}

function toDetail(shelved: ShelvedPackage): object {
  return { ...toPackageView(shelved), inventory: describePackage(shelved.loaded) };
}

function toPackageView({ name, version, contentHash, loaded }: ShelvedPackage): PackageView {
  const all = [
    ...scriptsOf(loaded).flatMap(({ compiled }) => compiled.diagnostics),
    ...loaded.problems,
  ];
  const count = (wanted: string): number =>
    all.filter(({ severity }) => severity === wanted).length;
  return {
    name,
    version,
    contentHash,
    workflows: listLaunchable(loaded).map(({ script: { name: workflow, compiled }, kind }) => ({
      name: workflow,
      kind,
      description: compiled.description ?? null,
      parameters: [...compiled.parameters],
    })),
    bots: loaded.bots.map((bot) => bot.name),
    diagnostics: { errors: count('error'), warnings: count('warning') },
  };
}
