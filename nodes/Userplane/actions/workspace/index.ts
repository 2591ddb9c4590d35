export { get } from './get.operation';
export { getAll } from './getAll.operation';
export { getInviteUrl } from './getInviteUrl.operation';
