namespace KapWorkflow.Core;

public static class Placeholder;
