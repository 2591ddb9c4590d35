require('./dist/nodes/Userplane/Userplane.node.js');
