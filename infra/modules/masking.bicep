metadata description = 'Takes holders\' links out of what the Functions host tells of the calls that it takes in, and numbers and addresses out of what Communication Services tells of messages, before it is stored. The application\'s own telemetry has none.'

@description('The rule\'s name.')
param name string

@description('Its region: the workspace\'s.')
param location string

@description('Its tags.')
param tags object

@description('The workspace.')
param workspaceId string

// By table, the columns that an address can stand in, https://learn.microsoft.com/azure/azure-monitor/reference/tables/apprequests and its
// like. All four may be changed: https://learn.microsoft.com/azure/azure-monitor/reference/supported-logs/microsoft-insights-components-logs.
var tables = [
  { name: 'AppRequests', texts: ['Name', 'Url', 'OperationName'], objects: ['Properties'] }
  { name: 'AppDependencies', texts: ['Name', 'Data', 'Target', 'OperationName'], objects: ['Properties'] }
  { name: 'AppTraces', texts: ['Message', 'OperationName'], objects: ['Properties'] }
  {
    name: 'AppExceptions'
    texts: ['Message', 'OuterMessage', 'InnermostMessage', 'ProblemId', 'OperationName']
    objects: ['Details', 'Properties']
  }
]

// A text is cut after the route; an object, in which the address can stand more than once, is left out. Only functions that
// https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-transformations-kql names, which has no replace_regex.
var maskedText = 'COLUMN = iif(COLUMN contains \'revocations/\', strcat(substring(COLUMN, 0, indexof(tolower(COLUMN), \'revocations/\') + 12), \'…\'), COLUMN)'
var maskedObject = 'COLUMN = iif(tostring(COLUMN) contains \'revocations/\', parse_json(\'{"masked":"…"}\'), COLUMN)'

var calls = [
  for table in tables: {
    name: table.name
    masked: join(
      concat(
        map(table.texts, column => replace(maskedText, 'COLUMN', column)),
        map(table.objects, column => replace(maskedObject, 'COLUMN', column))
      ),
      ', '
    )
  }
]

// Of a number its beginning is left, of an address its domain, of a mail server's words those that have no address:
// https://learn.microsoft.com/azure/azure-monitor/reference/tables/acssmsincomingoperations and acsemailstatusupdateoperational.
var messages = [
  { name: 'ACSSMSIncomingOperations', masked: 'PhoneNumber = strcat(substring(PhoneNumber, 0, 7), \'…\')' }
  {
    name: 'ACSEmailStatusUpdateOperational'
    masked: 'RecipientId = iif(RecipientId contains \'@\', strcat(\'…\', substring(RecipientId, indexof(RecipientId, \'@\'))), RecipientId), FailureMessage = iif(FailureMessage contains \'@\', \'…\', FailureMessage)'
  }
]

resource rule 'Microsoft.Insights/dataCollectionRules@2024-03-11' = {
  name: name
  location: location
  tags: tags
  kind: 'WorkspaceTransforms'
  properties: {
    dataSources: {}
    destinations: { logAnalytics: [{ name: 'workspace', workspaceResourceId: workspaceId }] }
    dataFlows: [
      for table in concat(calls, messages): {
        streams: ['Microsoft-Table-${table.name}']
        destinations: ['workspace']
        transformKql: 'source | extend ${table.masked}'
      }
    ]
  }
}

@description('Its id.')
output id string = rule.id
