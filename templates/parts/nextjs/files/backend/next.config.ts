import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  // The check of types is a command of its own.
  typescript: { ignoreBuildErrors: true },
};

export default config;
