export { addUrlMeta } from './addUrlMeta.operation';
export { create } from './create.operation';
export { deleteLink } from './delete.operation';
export { get } from './get.operation';
export { getAll } from './getAll.operation';
export { search } from './search.operation';
export { update } from './update.operation';
export { upsert } from './upsert.operation';
