export {};
//# sourceMappingURL=boundaries.d.ts.map