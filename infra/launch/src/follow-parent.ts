/**
 * Loaded into every process of ours before its own code: when the supervisor is gone, however it went, the process is
 * told to finish, and ended if it does not.
 */
const PATIENCE = 10_000;

process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), PATIENCE).unref();
});
process.channel?.unref(); // the tie to the supervisor is no reason to stay
