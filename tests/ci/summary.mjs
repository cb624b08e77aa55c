// The last line of a CI run: `N passed, N failed`, counted from what vitest's JSON reporter wrote.
// Usage: node tests/ci/summary.mjs <report.json> [<what else failed> ...]
import { readFileSync } from 'node:fs';

const [report, ...alsoFailed] = process.argv.slice(2);

/** Tests passed and failed. A test file that could not even be loaded, and an error outside all tests, count as failed. */
function countsOf(path) {
  let result;
  try {
    result = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Vitest died before it could write.
    return { passed: 0, failed: 1 };
  }
  const unloaded = result.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = result.numFailedTests + unloaded;
  return { passed: result.numPassedTests, failed: !result.success && failed === 0 ? 1 : failed };
}

const { passed, failed } = countsOf(report);
for (const what of alsoFailed) console.log(`failed: ${what}`);
console.log(`${passed} passed, ${failed + alsoFailed.length} failed`);
process.exitCode = failed + alsoFailed.length > 0 || passed === 0 ? 1 : 0;
