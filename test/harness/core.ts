/**
 * The one door to n8n's engine: everything in the harness takes it from here, so that the environment is set first and
 * every module is the same copy. jest.config.js maps these names to another n8n when ENGINE_DIR is set.
 */
import './environment';
import 'reflect-metadata';

export { Logger } from '@n8n/backend-common';
export { Container } from '@n8n/di';
export * as core from 'n8n-core';
export * as workflow from 'n8n-workflow';
export { SSHClientsManager } from 'n8n-core/dist/execution-engine/ssh-clients-manager';
