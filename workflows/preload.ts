/**
 * What all workflows of a worker share: evaluated once for each thread, frozen, and before any workflow exists.
 * The interpreter keeps no state of a run in its modules.
 */
import '../interpreter/run/run';

/**
 * Temporal takes a stack trace for each promise of a workflow, which costs more than the walk; this many
 * frames still tell where a defect of ours is.
 */
Error.stackTraceLimit = 3;
