import { defineConfig } from 'vitest/config'

const browser = 'test/e2e/**/*.test.{ts,tsx}'

export default defineConfig({
  test: {
    environment: 'node',
    globalSetup: 'test/database.ts',
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{engine,lab,kernel,packs,web,test,bin}/**/*.test.{ts,tsx}'],
          exclude: [browser],
          testTimeout: 15_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [browser],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
