import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/**
 * The code that the sandbox runs. It is minimised, as every run evaluates it once; the source map in its last
 * line gives stack traces their real places. What `preloadModules` import is evaluated once for each thread.
 */
export async function bundleWorkflows(
  workflowsPath: string,
  preloadModules: string[] = [],
): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    preloadModules,
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: (config) => ({
      ...config,
      optimization: { ...config.optimization, minimize: true },
    }),
  });
  return code;
}
