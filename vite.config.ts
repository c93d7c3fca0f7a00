import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = `http://127.0.0.1:${process.env.PORT ?? 8600}`

export default defineConfig({
  root: 'web',
  plugins: [react()],
  server: { port: 8610, proxy: { '^/api/': server }, fs: { allow: ['..'] } },
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 700 },
})
