export {};
//# sourceMappingURL=duplicate-lines.test.d.ts.map