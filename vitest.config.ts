import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Much of what is tested waits: for a killed process, a database, a platform that hangs.
    maxWorkers: 2,
  },
});
