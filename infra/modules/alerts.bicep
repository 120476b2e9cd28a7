metadata description = 'What somebody is woken or written to for; docs/operating.md says what each means and what to do.'

@description('Region of the rules.')
param location string

@description('Their tags.')
param tags object

@description('The workspace that is asked.')
param workspaceId string

@description('Who is written to, or empty.')
param email string

@description('Costs in a month, or 0.')
param monthlyBudget int

@description('First day of the budget.')
param budgetStart string

@description('Codes sent in an hour above which somebody looks.')
param codesPerHour int

// Severity: 1 somebody acts now, 2 in working hours. The windows are as long as it takes to be sure.
var rules = [
  {
    name: 'codes-not-delivered'
    description: 'More than one code in five does not go out or does not arrive, of at least ten.'
    severity: 1
    window: 'PT15M'
    query: '''
      AppMetrics
      | where Name == "contract_attach.codes.sent"
      | summarize sends = sumif(Sum, tostring(Properties.outcome) != "notDelivered"), lost = sumif(Sum, tostring(Properties.outcome) != "sent")
      | where sends >= 10 and lost > sends / 5.0
    '''
  }
  {
    name: 'codes-many'
    description: 'More codes were sent in an hour than are expected: somebody may have messages sent that cost.'
    severity: 1
    window: 'PT1H'
    query: $'''
      AppMetrics
      | where Name == "contract_attach.codes.sent"
      | summarize sent = sumif(Sum, tostring(Properties.outcome) == "sent")
      | where sent > ${codesPerHour}
    '''
  }
  {
    name: 'refusals-rising'
    description: 'More requests are refused than attached, of at least twenty.'
    severity: 2
    window: 'PT1H'
    query: '''
      AppMetrics
      | where Name == "contract_attach.requests.ended"
      | summarize attached = sumif(Sum, tostring(Properties.outcome) == "attached"), refused = sumif(Sum, tostring(Properties.outcome) == "refused")
      | where attached + refused >= 20 and refused > attached
    '''
  }
  {
    name: 'cleanup-not-run'
    description: 'The clean-up, every 5 minutes, has not reported for 30.'
    severity: 1
    window: 'PT30M'
    query: '''
      AppMetrics
      | where Name == "contract_attach.cleanup.left"
      | summarize runs = count()
      | where runs == 0
    '''
  }
  {
    name: 'orchestrations-failed'
    description: 'An orchestration ended by an error: its request goes no further, until the clean-up ends it.'
    severity: 1
    window: 'PT15M'
    // Named so, and marked, by the engine: https://github.com/Azure/durabletask/blob/main/src/DurableTask.Core/Tracing/TraceHelper.cs.
    // What the clean-up terminates is counted by the next rule.
    query: '''
      AppRequests
      | where Name startswith "orchestration:" and Success == false
      | where tostring(Properties["durabletask.task.status"]) != "Terminated"
      | summarize failed = count()
      | where failed > 0
    '''
  }
  {
    name: 'poison-work'
    description: 'Orchestrations were lost or stuck, or keep failing: the clean-up ended their requests.'
    severity: 1
    window: 'PT30M'
    query: '''
      AppMetrics
      | where Name == "contract_attach.cleanup.ended"
      | summarize ended = sum(Sum)
      | where ended > 0
    '''
  }
  {
    name: 'notices-left'
    description: 'For an hour the clean-up has left something behind in every 10 minutes: notices cannot be sent, or the work is too much.'
    severity: 2
    window: 'PT1H'
    query: '''
      AppMetrics
      | where Name == "contract_attach.cleanup.left"
      | summarize left = max(Max) by bin(TimeGenerated, 10m)
      | summarize least = min(left)
      | where least > 0
    '''
  }
  {
    name: 'errors'
    description: 'More than one call in a hundred fails on our side, of at least fifty.'
    severity: 1
    window: 'PT15M'
    query: '''
      AppRequests
      | where toint(ResultCode) >= 100
      | summarize calls = count(), failed = countif(toint(ResultCode) >= 500)
      | where calls >= 50 and failed > calls / 100.0
    '''
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'contract-attach'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'attach'
    enabled: true
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: 'contract-attach-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'ContractAttach: ${rule.name}'
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: rule.window
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: empty(email) ? [] : [people.id] }
      // A metric is unknown until it was sent for the first time.
      skipQueryValidation: true
    }
  }
]

resource budget 'Microsoft.Consumption/budgets@2026-06-01' = if (monthlyBudget > 0 && !empty(email)) {
  name: 'contract-attach'
  properties: {
    category: 'Cost'
    amount: monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: { startDate: budgetStart }
    notifications: {
      soon: { enabled: true, operator: 'GreaterThanOrEqualTo', threshold: 80, contactEmails: [email] }
      reached: { enabled: true, operator: 'GreaterThanOrEqualTo', threshold: 100, contactEmails: [email] }
    }
  }
}

@description('Who is written to, for alerts that other templates make; empty where nobody is.')
output actionGroupId string = empty(email) ? '' : people.id
