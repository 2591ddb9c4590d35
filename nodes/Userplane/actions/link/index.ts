export { create } from './create.operation';
export { update } from './update.operation';
